// Apollo Client with its upload link and GraphQLWsLink; then a trusted document by its persisted query link.
import assert from 'node:assert/strict'
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { getMainDefinition } from '@apollo/client/utilities'
import UploadHttpLink from 'apollo-upload-client/UploadHttpLink.mjs'
import { createClient } from 'graphql-ws'
import { createHash } from 'node:crypto'
import WebSocket from 'ws'
import { UPLOAD, authorization, round, socket, url } from './round.mjs'

const ws = createClient({ url: socket, webSocketImpl: WebSocket, connectionParams: authorization })
const headers = { ...authorization, 'Apollo-Require-Preflight': 'true' }
const isSubscription = ({ query }) => getMainDefinition(query).operation === 'subscription'
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.split(isSubscription, new GraphQLWsLink(ws), new UploadHttpLink({ uri: url, headers })),
})

const ask = async (text, variables) => {
  const document = gql(text)
  try {
    return text.startsWith('mutation')
      ? await client.mutate({ mutation: document, variables })
      : await client.query({ query: document, variables, fetchPolicy: 'network-only' })
  } catch (error) {
    if (CombinedGraphQLErrors.is(error)) return { errors: error.errors }
    throw error
  }
}
const listen = (text, variables, heard) => {
  const subscription = client.subscribe({ query: gql(text), variables }).subscribe({
    next: heard,
    error: (error) => console.error(error),
  })
  return () => subscription.unsubscribe()
}

await round('apollo', { ask, upload: (variables) => ask(UPLOAD, variables), listen })

const persisted = (useGETForHashedQueries) =>
  new ApolloClient({
    cache: new InMemoryCache(),
    link: new PersistedQueryLink({
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      useGETForHashedQueries,
    }).concat(new HttpLink({ uri: url, headers: authorization })),
  })
const TRUSTED = gql`
  query RegionBoundary($code: RegionCode!, $simplified: Boolean! = true) {
    region(code: $code) {
      id
      code
      name
      boundary(simplified: $simplified) {
        id
        geometry
        source
        licence
      }
    }
  }
`
for (const byGet of [false, true]) {
  const trusted = await persisted(byGet).query({ query: TRUSTED, variables: { code: '32.01' } })
  assert.equal(trusted.data.region.code, '32.01')
  const free = await persisted(byGet).query({ query: gql`query Free { me { kind } }` })
  assert.equal(free.data.me.kind, 'person')
}
console.log('apollo persisted queries ok')
await ws.dispose()

// urql's core with its own uploads; subscriptions over WebSocket, and again over its own SSE.
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { UPLOAD, authorization, round, socket, url } from './round.mjs'

const fetchOptions = { headers: { ...authorization, 'GraphQL-Require-Preflight': '1' } }

function ways(client) {
  const shown = ({ data, error }) => ({ data, errors: error?.graphQLErrors.length ? error.graphQLErrors : undefined, error })
  const ask = async (query, variables) =>
    shown(await (query.startsWith('mutation') ? client.mutation(query, variables) : client.query(query, variables, { requestPolicy: 'network-only' })).toPromise())
  return {
    ask,
    upload: (variables) => ask(UPLOAD, variables),
    listen: (query, variables, heard) => {
      const { unsubscribe } = client.subscription(query, variables).subscribe((result) => {
        if (result.error) console.error(result.error)
        if (result.data) heard(result)
      })
      return unsubscribe
    },
  }
}

const ws = createClient({ url: socket, webSocketImpl: WebSocket, connectionParams: authorization })
const overSocket = subscriptionExchange({
  forwardSubscription: (request) => ({
    subscribe: (sink) => ({ unsubscribe: ws.subscribe({ ...request, query: request.query || '' }, sink) }),
  }),
})
await round(
  'urql-ws',
  ways(new Client({ url, preferGetMethod: false, exchanges: [cacheExchange, overSocket, fetchExchange], fetchOptions })),
)
await ws.dispose()
await round(
  'urql-sse',
  ways(new Client({ url, preferGetMethod: false, exchanges: [cacheExchange, fetchExchange], fetchSubscriptions: true, fetchOptions })),
)

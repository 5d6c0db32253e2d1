// The npm client graphql-sse: every kind of operation as server-sent events.
import { createClient } from 'graphql-sse'
import { authorization, round, url } from './round.mjs'

const client = createClient({ url, headers: authorization, retryAttempts: 0 })

const ask = (query, variables) =>
  new Promise((resolve, reject) => {
    let answer
    client.subscribe(
      { query, variables },
      { next: (value) => (answer = value), error: reject, complete: () => resolve(answer) },
    )
  }).catch(async (error) => {
    if (!error.response) throw error
    return await error.response.json()
  })

const listen = (query, variables, heard) =>
  client.subscribe({ query, variables }, { next: heard, error: (error) => console.error(error), complete() {} })

await round('graphql-sse', { ask, listen })
client.dispose()

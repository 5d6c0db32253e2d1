// The npm client graphql-ws: every kind of operation over one WebSocket.
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { authorization, round, socket } from './round.mjs'

const client = createClient({
  url: socket,
  webSocketImpl: WebSocket,
  connectionParams: authorization,
  retryAttempts: 0,
})

const ask = (query, variables) =>
  new Promise((resolve, reject) => {
    let answer
    client.subscribe(
      { query, variables },
      {
        next: (value) => (answer = value),
        error: (error) => (Array.isArray(error) ? resolve({ errors: error }) : reject(error)),
        complete: () => resolve(answer),
      },
    )
  })

const listen = (query, variables, heard) =>
  client.subscribe({ query, variables }, { next: heard, error: (error) => console.error(error), complete() {} })

await round('graphql-ws', { ask, listen })
await client.dispose()

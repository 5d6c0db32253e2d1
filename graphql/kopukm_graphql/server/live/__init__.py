"""Operations that answer more than once: subscriptions over WebSocket (graphql-transport-ws) and SSE."""

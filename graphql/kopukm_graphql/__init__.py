"""The GraphQL contract: composing it out of what plugins contribute, and serving it."""

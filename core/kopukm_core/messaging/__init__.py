"""Messages to people, whatever carries them: contact points, consent, templates, a durable outbound."""

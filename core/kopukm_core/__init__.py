"""The core: plugins, commands, data, jobs, identity, parties and regions. It names no programme."""

"""The claims of the platform at full size: each proof tries to break one, and writes down what came of it."""

"""Activities: outreach, guidance and training, from the invitation to the certificate."""

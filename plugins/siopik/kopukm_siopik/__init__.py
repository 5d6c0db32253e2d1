"""SI OPIK SEHAT: the registry of cooperatives, their yearly reports and annual meetings."""

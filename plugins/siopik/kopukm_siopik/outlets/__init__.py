"""Koperasi Merah Putih of villages: their outlets (gerai) with history, and which village has none."""

"""What is printed and handed out: PDF, spreadsheets, QR codes, reports with their definitions."""

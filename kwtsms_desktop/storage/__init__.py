"""SQLite: contact lists, campaigns, recipients, the account's last known facts. The only home of SQL."""

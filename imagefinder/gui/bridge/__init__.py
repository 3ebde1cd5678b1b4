"""Between window and engine: jobs, the open library, queries and settings."""

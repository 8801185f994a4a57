#!/bin/sh
# Runs once, when the database's volume is new. The app's role owns its database and is no superuser: row-level security binds it.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" <<'SQL'
CREATE ROLE twelvefold LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE twelvefold OWNER twelvefold;
SQL

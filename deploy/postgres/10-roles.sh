#!/bin/sh
# Runs once, when PostgreSQL makes a new data folder: one role owns the schema and runs migrations, the other reads and
# writes rows and owns nothing, so that the application can't change its own audit trail's rules.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$ACESO_OWNER_PASSWORD" --set password="$ACESO_PASSWORD" <<'SQL'
create role aceso_owner login password :'owner_password';
create role aceso login password :'password';
create database aceso owner aceso_owner;
SQL

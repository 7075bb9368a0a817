-- What an import left last is asked each minute: without this the whole audit since then is read.
CREATE INDEX "audit_entry_import" ON "audit_entry" ("workspace_id", "id") WHERE "actor" = 'import' OR "record" = 'import';

-- DropIndex
DROP INDEX "audit_entry_workspace_id_record_record_id_idx";

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_record_record_id_id_idx" ON "audit_entry"("workspace_id", "record", "record_id", "id");

-- A discussion entered by mistake counts no more, and its history stays. Each campaign numbers its own.
-- DropIndex
DROP INDEX "discussion_workspace_id_number_key";

-- AlterTable
ALTER TABLE "discussion" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "discussion_campaign_id_number_key" ON "discussion"("campaign_id", "number");

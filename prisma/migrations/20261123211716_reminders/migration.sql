-- AlterTable
ALTER TABLE "daily_prompt" ADD COLUMN     "claimed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "holiday" ADD COLUMN     "origin" TEXT;

-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "item_key" TEXT;

-- CreateIndex
CREATE INDEX "reminder_prompt_id_idx" ON "reminder"("prompt_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_workspace_id_sent_to_item_key_key" ON "reminder"("workspace_id", "sent_to", "item_key");

-- ── What the schema file cannot say ──────────────────────────────────────────────────────────

ALTER TABLE "reminder" ADD CONSTRAINT "reminder_item" CHECK (("item_key" IS NULL) = ("prompt_id" IS NULL));
ALTER TABLE "daily_prompt" ADD CONSTRAINT "daily_prompt_posted" CHECK ("state" <> 'posted' OR "claimed_at" IS NOT NULL);
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_origin" CHECK (("source" = 'calendar') = ("origin" IS NOT NULL));

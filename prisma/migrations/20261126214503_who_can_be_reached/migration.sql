-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "undelivered" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "slack_user" ADD COLUMN     "meant_person_id" UUID,
ADD COLUMN     "standing" TEXT;

-- CreateIndex
CREATE INDEX "slack_user_meant_person_id_idx" ON "slack_user"("meant_person_id");

-- AddForeignKey
ALTER TABLE "slack_user" ADD CONSTRAINT "slack_user_meant_person_id_fkey" FOREIGN KEY ("meant_person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Slack refused so far reached nobody either.
UPDATE "reminder" r SET "undelivered" = true FROM "daily_prompt" p WHERE p."id" = r."prompt_id" AND p."state" = 'failed';

-- DropIndex
DROP INDEX "campaign_workspace_id_key";

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "holiday_country" TEXT,
ADD COLUMN     "reminders" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "prompt_id" UUID;

-- AlterTable
ALTER TABLE "slack_user" ADD COLUMN     "matched_by_hand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "remind_before" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reminders_off" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "time_zone" TEXT;

-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "ends_on" DATE,
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "starts_on" DATE;

-- CreateTable
CREATE TABLE "daily_prompt" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slack_id" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "posted_at" TIMESTAMPTZ(3),

    CONSTRAINT "daily_prompt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "week_answer" (
    "unit_id" UUID NOT NULL,
    "week" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT,
    "by_slack" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "week_answer_pkey" PRIMARY KEY ("unit_id","week")
);

-- CreateTable
CREATE TABLE "holiday" (
    "workspace_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "working" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("workspace_id","date","source")
);

-- CreateTable
CREATE TABLE "unit_day_off" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "reason" TEXT,
    "by_slack" TEXT NOT NULL,

    CONSTRAINT "unit_day_off_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discussion" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "number" TEXT,
    "date" DATE NOT NULL,
    "theme_code" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "participant_count" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "discussion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discussion_participant" (
    "discussion_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "discussion_participant_pkey" PRIMARY KEY ("discussion_id","person_id")
);

-- CreateTable
CREATE TABLE "discussion_invitation" (
    "id" UUID NOT NULL,
    "discussion_id" UUID NOT NULL,
    "channel_id" TEXT NOT NULL,
    "ts" TEXT,
    "opened_by_slack" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "discussion_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "viewpoint" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "discussion_id" UUID,
    "theme_code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" UUID,
    "author_name" TEXT,
    "permalink" TEXT,
    "channel_id" TEXT,
    "message_ts" TEXT,
    "date" DATE NOT NULL,

    CONSTRAINT "viewpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "direction_code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_grams" TEXT[],
    "why" TEXT,
    "method" TEXT,
    "state" TEXT NOT NULL,
    "registered_on" DATE NOT NULL,
    "returned_reason" TEXT,
    "findings" TEXT,
    "link" TEXT,
    "file_id" TEXT,
    "file_name" TEXT,
    "file_link" TEXT,
    "carried_from_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic_co_researcher" (
    "topic_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "topic_co_researcher_pkey" PRIMARY KEY ("topic_id","person_id")
);

-- CreateTable
CREATE TABLE "topic_unit" (
    "topic_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "topic_unit_pkey" PRIMARY KEY ("topic_id","unit_id")
);

-- CreateTable
CREATE TABLE "home_tab" (
    "workspace_id" UUID NOT NULL,
    "slack_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" TEXT,
    "content_hash" TEXT,
    "stale_at" TIMESTAMPTZ(3),

    CONSTRAINT "home_tab_pkey" PRIMARY KEY ("workspace_id","slack_id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slack_id" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "daily_prompt_workspace_id_slack_id_date_key" ON "daily_prompt"("workspace_id", "slack_id", "date");

-- CreateIndex
CREATE INDEX "week_answer_workspace_id_week_idx" ON "week_answer"("workspace_id", "week");

-- CreateIndex
CREATE INDEX "unit_day_off_workspace_id_idx" ON "unit_day_off"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_day_off_unit_id_starts_on_ends_on_key" ON "unit_day_off"("unit_id", "starts_on", "ends_on");

-- CreateIndex
CREATE INDEX "discussion_unit_id_date_idx" ON "discussion"("unit_id", "date");

-- CreateIndex
CREATE INDEX "discussion_workspace_id_date_idx" ON "discussion"("workspace_id", "date");

-- CreateIndex
CREATE UNIQUE INDEX "discussion_workspace_id_number_key" ON "discussion"("workspace_id", "number");

-- CreateIndex
CREATE INDEX "discussion_participant_person_id_idx" ON "discussion_participant"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "discussion_invitation_discussion_id_channel_id_key" ON "discussion_invitation"("discussion_id", "channel_id");

-- CreateIndex
CREATE INDEX "viewpoint_discussion_id_idx" ON "viewpoint"("discussion_id");

-- CreateIndex
CREATE INDEX "viewpoint_unit_id_date_idx" ON "viewpoint"("unit_id", "date");

-- CreateIndex
CREATE UNIQUE INDEX "viewpoint_workspace_id_channel_id_message_ts_key" ON "viewpoint"("workspace_id", "channel_id", "message_ts");

-- CreateIndex
CREATE UNIQUE INDEX "topic_carried_from_id_key" ON "topic"("carried_from_id");

-- CreateIndex
CREATE INDEX "topic_workspace_id_state_idx" ON "topic"("workspace_id", "state");

-- CreateIndex
CREATE INDEX "topic_person_id_idx" ON "topic"("person_id");

-- CreateIndex
CREATE INDEX "topic_title_grams_idx" ON "topic" USING GIN ("title_grams");

-- CreateIndex
CREATE UNIQUE INDEX "topic_campaign_id_person_id_key" ON "topic"("campaign_id", "person_id");

-- CreateIndex
CREATE INDEX "campaign_workspace_id_idx" ON "campaign"("workspace_id");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_prompt_id_fkey" FOREIGN KEY ("prompt_id") REFERENCES "daily_prompt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "daily_prompt" ADD CONSTRAINT "daily_prompt_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "week_answer" ADD CONSTRAINT "week_answer_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "week_answer" ADD CONSTRAINT "week_answer_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_day_off" ADD CONSTRAINT "unit_day_off_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_day_off" ADD CONSTRAINT "unit_day_off_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion" ADD CONSTRAINT "discussion_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion" ADD CONSTRAINT "discussion_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion" ADD CONSTRAINT "discussion_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion_participant" ADD CONSTRAINT "discussion_participant_discussion_id_fkey" FOREIGN KEY ("discussion_id") REFERENCES "discussion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion_participant" ADD CONSTRAINT "discussion_participant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion_invitation" ADD CONSTRAINT "discussion_invitation_discussion_id_fkey" FOREIGN KEY ("discussion_id") REFERENCES "discussion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewpoint" ADD CONSTRAINT "viewpoint_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewpoint" ADD CONSTRAINT "viewpoint_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewpoint" ADD CONSTRAINT "viewpoint_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewpoint" ADD CONSTRAINT "viewpoint_discussion_id_fkey" FOREIGN KEY ("discussion_id") REFERENCES "discussion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewpoint" ADD CONSTRAINT "viewpoint_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_carried_from_id_fkey" FOREIGN KEY ("carried_from_id") REFERENCES "topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_co_researcher" ADD CONSTRAINT "topic_co_researcher_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_co_researcher" ADD CONSTRAINT "topic_co_researcher_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_unit" ADD CONSTRAINT "topic_unit_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_unit" ADD CONSTRAINT "topic_unit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_tab" ADD CONSTRAINT "home_tab_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What the schema file cannot say ──────────────────────────────────────────────────────────

-- One campaign at a time; those that were closed stay.
CREATE UNIQUE INDEX "campaign_one_open" ON "campaign" ("workspace_id") WHERE "closed_at" IS NULL;
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_country" CHECK ("holiday_country" ~ '^[A-Z]{2}$');
-- A campaign that runs already was begun without reminders: nobody is prompted unasked. Its settings switch them on.
UPDATE "campaign" SET "reminders" = false;

ALTER TABLE "unit"
  ADD CONSTRAINT "unit_dates" CHECK ("starts_on" IS NULL OR "ends_on" IS NULL OR "ends_on" >= "starts_on"),
  ADD CONSTRAINT "unit_merged" CHECK (("merged_into_id" IS NULL OR "ends_on" IS NOT NULL) AND "merged_into_id" <> "id");

ALTER TABLE "daily_prompt"
  ADD CONSTRAINT "daily_prompt_state" CHECK ("state" IN ('posting', 'posted', 'silent', 'failed'));
ALTER TABLE "week_answer"
  ADD CONSTRAINT "week_answer_kind" CHECK ("kind" IN ('acknowledged', 'no_session')),
  ADD CONSTRAINT "week_answer_reason" CHECK ("kind" <> 'no_session' OR "reason" <> '');
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_source" CHECK ("source" IN ('calendar', 'administrator'));
ALTER TABLE "unit_day_off" ADD CONSTRAINT "unit_day_off_dates" CHECK ("ends_on" >= "starts_on");

ALTER TABLE "discussion"
  ADD CONSTRAINT "discussion_form" CHECK ("form" IN ('meeting', 'forum', 'small_group', 'online')),
  ADD CONSTRAINT "discussion_count" CHECK ("participant_count" BETWEEN 0 AND 100000);
ALTER TABLE "viewpoint"
  ADD CONSTRAINT "viewpoint_text" CHECK ("text" <> ''),
  ADD CONSTRAINT "viewpoint_message" CHECK (("channel_id" IS NULL) = ("message_ts" IS NULL));

ALTER TABLE "topic"
  ADD CONSTRAINT "topic_state" CHECK ("state" IN ('registered', 'returned', 'approved', 'fieldwork', 'concluded')),
  ADD CONSTRAINT "topic_reason" CHECK (("state" = 'returned') = ("returned_reason" IS NOT NULL));

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "slack_team_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_id" UUID,
    "session_weekday" INTEGER,
    "has_roster" BOOLEAN NOT NULL DEFAULT true,
    "tree_first" INTEGER NOT NULL,
    "tree_last" INTEGER NOT NULL,
    "depth" INTEGER NOT NULL,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "employee_no" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" TEXT,
    "email" TEXT,
    "roles" TEXT[],

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_user" (
    "workspace_id" UUID NOT NULL,
    "slack_id" TEXT NOT NULL,
    "person_id" UUID,
    "locale" TEXT,
    "language" TEXT,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slack_user_pkey" PRIMARY KEY ("workspace_id","slack_id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "topic_required_of" TEXT[],
    "weeks_off" TEXT[],
    "self_check_in" BOOLEAN NOT NULL DEFAULT false,
    "lock_days" INTEGER NOT NULL DEFAULT 7,
    "check_in_minutes" INTEGER NOT NULL DEFAULT 30,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phase" (
    "campaign_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "phase_pkey" PRIMARY KEY ("campaign_id","position")
);

-- CreateTable
CREATE TABLE "theme" (
    "campaign_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "theme_pkey" PRIMARY KEY ("campaign_id","code")
);

-- CreateTable
CREATE TABLE "direction" (
    "campaign_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "direction_pkey" PRIMARY KEY ("campaign_id","code")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "material" TEXT,
    "led_by_id" UUID,
    "present" INTEGER,
    "late" INTEGER,
    "leave" INTEGER,
    "absent" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance" (
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "status" TEXT,
    "reason" TEXT,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("session_id","person_id")
);

-- CreateTable
CREATE TABLE "leave_notice" (
    "person_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "workspace_id" UUID NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "leave_notice_pkey" PRIMARY KEY ("person_id","date")
);

-- CreateTable
CREATE TABLE "check_in" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "channel_id" TEXT NOT NULL,
    "ts" TEXT,
    "opened_by_slack" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "check_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_subscription" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "channel_id" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "weekday" INTEGER NOT NULL,
    "time" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "created_by_slack" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paused_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_post" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "channel_id" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "week" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "ts" TEXT,
    "page_hash" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "posted_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "week" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "caused_by" TEXT NOT NULL,
    "sent_to" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID,
    "actor" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "unit_id" UUID,
    "date" DATE,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_key" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_key_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateTable
CREATE TABLE "draft" (
    "workspace_id" UUID NOT NULL,
    "slack_id" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("workspace_id","slack_id","form")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slack_team_id_key" ON "workspace"("slack_team_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_workspace_id_code_key" ON "unit"("workspace_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "unit_workspace_id_parent_id_name_key" ON "unit"("workspace_id", "parent_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "person_workspace_id_employee_no_key" ON "person"("workspace_id", "employee_no");

-- CreateIndex
CREATE UNIQUE INDEX "person_workspace_id_email_key" ON "person"("workspace_id", "email");

-- CreateIndex
CREATE INDEX "membership_unit_id_starts_on_idx" ON "membership"("unit_id", "starts_on");

-- CreateIndex
CREATE INDEX "membership_workspace_id_idx" ON "membership"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_person_id_starts_on_key" ON "membership"("person_id", "starts_on");

-- CreateIndex
CREATE UNIQUE INDEX "slack_user_person_id_key" ON "slack_user"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_workspace_id_key" ON "campaign"("workspace_id");

-- CreateIndex
CREATE INDEX "session_workspace_id_date_idx" ON "session"("workspace_id", "date");

-- CreateIndex
CREATE UNIQUE INDEX "session_unit_id_date_key" ON "session"("unit_id", "date");

-- CreateIndex
CREATE INDEX "attendance_person_id_idx" ON "attendance"("person_id");

-- CreateIndex
CREATE INDEX "check_in_workspace_id_date_idx" ON "check_in"("workspace_id", "date");

-- CreateIndex
CREATE UNIQUE INDEX "check_in_unit_id_date_channel_id_key" ON "check_in"("unit_id", "date", "channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "digest_subscription_workspace_id_channel_id_key" ON "digest_subscription"("workspace_id", "channel_id");

-- CreateIndex
CREATE INDEX "digest_post_workspace_id_week_idx" ON "digest_post"("workspace_id", "week");

-- CreateIndex
CREATE UNIQUE INDEX "digest_post_channel_id_week_key" ON "digest_post"("channel_id", "week");

-- CreateIndex
CREATE INDEX "reminder_workspace_id_week_kind_idx" ON "reminder"("workspace_id", "week", "kind");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_record_record_id_idx" ON "audit_entry"("workspace_id", "record", "record_id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_unit_id_date_idx" ON "audit_entry"("workspace_id", "unit_id", "date");

-- CreateIndex
CREATE INDEX "request_key_at_idx" ON "request_key"("at");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_user" ADD CONSTRAINT "slack_user_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_user" ADD CONSTRAINT "slack_user_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phase" ADD CONSTRAINT "phase_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme" ADD CONSTRAINT "theme_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "direction" ADD CONSTRAINT "direction_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_led_by_id_fkey" FOREIGN KEY ("led_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leave_notice" ADD CONSTRAINT "leave_notice_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leave_notice" ADD CONSTRAINT "leave_notice_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_subscription" ADD CONSTRAINT "digest_subscription_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_subscription" ADD CONSTRAINT "digest_subscription_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_subscription" ADD CONSTRAINT "digest_subscription_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_post" ADD CONSTRAINT "digest_post_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_post" ADD CONSTRAINT "digest_post_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "digest_subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_post" ADD CONSTRAINT "digest_post_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_key" ADD CONSTRAINT "request_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What the schema file cannot say ──────────────────────────────────────────────────────────

-- Nobody belongs to two units on one day.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE "membership"
  ADD CONSTRAINT "membership_dates" CHECK ("ends_on" IS NULL OR "ends_on" >= "starts_on"),
  ADD CONSTRAINT "membership_one_unit_a_day"
    EXCLUDE USING gist ("person_id" WITH =, daterange("starts_on", "ends_on", '[]') WITH &&);

-- One root, and one name under one parent: the unique index on (workspace, parent, name) does not see roots.
CREATE UNIQUE INDEX "unit_one_root" ON "unit" ("workspace_id") WHERE "parent_id" IS NULL;
-- Renumbering a tree moves numbers past each other, so uniqueness is judged at the commit.
ALTER TABLE "unit"
  ADD CONSTRAINT "unit_place" CHECK ("tree_first" > 0 AND "tree_last" >= "tree_first" AND "depth" >= 0),
  ADD CONSTRAINT "unit_weekday" CHECK ("session_weekday" BETWEEN 1 AND 7),
  ADD CONSTRAINT "unit_number" UNIQUE ("workspace_id", "tree_first") DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "campaign"
  ADD CONSTRAINT "campaign_dates" CHECK ("ends_on" >= "starts_on"),
  ADD CONSTRAINT "campaign_lock" CHECK ("lock_days" BETWEEN 0 AND 366),
  ADD CONSTRAINT "campaign_check_in" CHECK ("check_in_minutes" BETWEEN 1 AND 1440);
ALTER TABLE "phase" ADD CONSTRAINT "phase_dates" CHECK ("ends_on" >= "starts_on");

ALTER TABLE "session"
  ADD CONSTRAINT "session_head_counts" CHECK (
    num_nonnulls("present", "late", "leave", "absent") IN (0, 4)
    AND LEAST("present", "late", "leave", "absent") >= 0
    AND GREATEST("present", "late", "leave", "absent") <= 100000);
ALTER TABLE "attendance"
  ADD CONSTRAINT "attendance_status" CHECK ("status" IN ('present', 'late', 'leave', 'absent'));

ALTER TABLE "digest_subscription"
  ADD CONSTRAINT "digest_subscription_weekday" CHECK ("weekday" BETWEEN 1 AND 7),
  ADD CONSTRAINT "digest_subscription_time" CHECK ("time" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
ALTER TABLE "digest_post"
  ADD CONSTRAINT "digest_post_state" CHECK ("state" IN ('posting', 'posted', 'silent', 'failed'));

-- The audit is written once: neither a bug nor a careless hand changes it.
CREATE FUNCTION audit_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'audit entries are never changed or deleted'; END $$;
CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_final();

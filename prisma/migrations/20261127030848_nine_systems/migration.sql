-- CreateTable
CREATE TABLE "leading_group" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "chair_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "leading_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "submitted_on" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mobilization" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "chair_id" UUID NOT NULL,
    "attendees" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mobilization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "writer_id" UUID NOT NULL,
    "material" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "checked" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lecture" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "lecturer_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "audience" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lecture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "visited_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "met_with" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issue" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "raised_on" DATE NOT NULL,
    "due_on" DATE,
    "state" TEXT NOT NULL,
    "answered_on" DATE,
    "settled_on" DATE,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "group" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "score" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publicity" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "medium" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "published" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publicity_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "leading_group_unit_id_idx" ON "leading_group"("unit_id");

-- CreateIndex
CREATE INDEX "leading_group_chair_id_idx" ON "leading_group"("chair_id");

-- CreateIndex
CREATE INDEX "leading_group_workspace_id_idx" ON "leading_group"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "leading_group_campaign_id_unit_id_key" ON "leading_group"("campaign_id", "unit_id");

-- CreateIndex
CREATE INDEX "plan_unit_id_idx" ON "plan"("unit_id");

-- CreateIndex
CREATE INDEX "plan_workspace_id_idx" ON "plan"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "plan_campaign_id_unit_id_key" ON "plan"("campaign_id", "unit_id");

-- CreateIndex
CREATE INDEX "mobilization_unit_id_date_idx" ON "mobilization"("unit_id", "date");

-- CreateIndex
CREATE INDEX "mobilization_chair_id_idx" ON "mobilization"("chair_id");

-- CreateIndex
CREATE INDEX "mobilization_workspace_id_idx" ON "mobilization"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "mobilization_campaign_id_unit_id_date_key" ON "mobilization"("campaign_id", "unit_id", "date");

-- CreateIndex
CREATE INDEX "note_campaign_id_idx" ON "note"("campaign_id");

-- CreateIndex
CREATE INDEX "note_unit_id_date_idx" ON "note"("unit_id", "date");

-- CreateIndex
CREATE INDEX "note_writer_id_idx" ON "note"("writer_id");

-- CreateIndex
CREATE INDEX "note_workspace_id_idx" ON "note"("workspace_id");

-- CreateIndex
CREATE INDEX "lecture_campaign_id_idx" ON "lecture"("campaign_id");

-- CreateIndex
CREATE INDEX "lecture_unit_id_date_idx" ON "lecture"("unit_id", "date");

-- CreateIndex
CREATE INDEX "lecture_lecturer_id_idx" ON "lecture"("lecturer_id");

-- CreateIndex
CREATE INDEX "lecture_workspace_id_idx" ON "lecture"("workspace_id");

-- CreateIndex
CREATE INDEX "visit_campaign_id_idx" ON "visit"("campaign_id");

-- CreateIndex
CREATE INDEX "visit_unit_id_date_idx" ON "visit"("unit_id", "date");

-- CreateIndex
CREATE INDEX "visit_visited_id_idx" ON "visit"("visited_id");

-- CreateIndex
CREATE INDEX "visit_visitor_id_idx" ON "visit"("visitor_id");

-- CreateIndex
CREATE INDEX "visit_workspace_id_idx" ON "visit"("workspace_id");

-- CreateIndex
CREATE INDEX "issue_unit_id_raised_on_idx" ON "issue"("unit_id", "raised_on");

-- CreateIndex
CREATE INDEX "issue_workspace_id_idx" ON "issue"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "issue_campaign_id_unit_id_number_key" ON "issue"("campaign_id", "unit_id", "number");

-- CreateIndex
CREATE INDEX "inspection_unit_id_date_idx" ON "inspection"("unit_id", "date");

-- CreateIndex
CREATE INDEX "inspection_workspace_id_idx" ON "inspection"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_campaign_id_unit_id_group_date_key" ON "inspection"("campaign_id", "unit_id", "group", "date");

-- CreateIndex
CREATE INDEX "publicity_campaign_id_idx" ON "publicity"("campaign_id");

-- CreateIndex
CREATE INDEX "publicity_unit_id_date_idx" ON "publicity"("unit_id", "date");

-- CreateIndex
CREATE INDEX "publicity_workspace_id_idx" ON "publicity"("workspace_id");

-- AddForeignKey
ALTER TABLE "leading_group" ADD CONSTRAINT "leading_group_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leading_group" ADD CONSTRAINT "leading_group_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leading_group" ADD CONSTRAINT "leading_group_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leading_group" ADD CONSTRAINT "leading_group_chair_id_fkey" FOREIGN KEY ("chair_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mobilization" ADD CONSTRAINT "mobilization_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mobilization" ADD CONSTRAINT "mobilization_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mobilization" ADD CONSTRAINT "mobilization_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mobilization" ADD CONSTRAINT "mobilization_chair_id_fkey" FOREIGN KEY ("chair_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_writer_id_fkey" FOREIGN KEY ("writer_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lecture" ADD CONSTRAINT "lecture_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lecture" ADD CONSTRAINT "lecture_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lecture" ADD CONSTRAINT "lecture_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lecture" ADD CONSTRAINT "lecture_lecturer_id_fkey" FOREIGN KEY ("lecturer_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_visited_id_fkey" FOREIGN KEY ("visited_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publicity" ADD CONSTRAINT "publicity_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publicity" ADD CONSTRAINT "publicity_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publicity" ADD CONSTRAINT "publicity_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema cannot say.
ALTER TABLE "plan" ADD CONSTRAINT "plan_state_check" CHECK ("state" IN ('submitted', 'approved', 'returned'));
ALTER TABLE "issue"
  ADD CONSTRAINT "issue_state_check" CHECK ("state" =
    CASE WHEN "settled_on" IS NOT NULL THEN 'settled' WHEN "answered_on" IS NOT NULL THEN 'answered' ELSE 'open' END),
  ADD CONSTRAINT "issue_order_check" CHECK ("answered_on" >= "raised_on" AND "settled_on" >= coalesce("answered_on", "raised_on"));
ALTER TABLE "mobilization" ADD CONSTRAINT "mobilization_attendees_check" CHECK ("attendees" >= 0);
ALTER TABLE "lecture" ADD CONSTRAINT "lecture_audience_check" CHECK ("audience" >= 0);
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_score_check" CHECK ("score" >= 0);

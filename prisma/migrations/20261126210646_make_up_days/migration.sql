-- CreateTable
CREATE TABLE "make_up_day" (
    "unit_id" UUID NOT NULL,
    "week" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "by_slack" TEXT NOT NULL,

    CONSTRAINT "make_up_day_pkey" PRIMARY KEY ("unit_id","week")
);

-- CreateIndex
CREATE INDEX "make_up_day_workspace_id_date_idx" ON "make_up_day"("workspace_id", "date");

-- AddForeignKey
ALTER TABLE "make_up_day" ADD CONSTRAINT "make_up_day_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "make_up_day" ADD CONSTRAINT "make_up_day_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "make_up_day"
  ADD CONSTRAINT "make_up_day_of_week" CHECK ("week" = to_char("date"::timestamp, 'IYYY"-W"IW'));

-- The days of the campaign are remembered like the rest of the organisation, and forgotten with it.
CREATE TRIGGER "holiday_changed" AFTER INSERT OR UPDATE OR DELETE ON "holiday"
  FOR EACH STATEMENT EXECUTE FUNCTION "organisation_changed"();
CREATE TRIGGER "unit_day_off_changed" AFTER INSERT OR UPDATE OR DELETE ON "unit_day_off"
  FOR EACH STATEMENT EXECUTE FUNCTION "organisation_changed"();
CREATE TRIGGER "make_up_day_changed" AFTER INSERT OR UPDATE OR DELETE ON "make_up_day"
  FOR EACH STATEMENT EXECUTE FUNCTION "organisation_changed"();

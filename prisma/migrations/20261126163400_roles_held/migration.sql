-- CreateTable
CREATE TABLE "role_held" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "role_held_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "role_held_unit_id_idx" ON "role_held"("unit_id");

-- CreateIndex
CREATE INDEX "role_held_workspace_id_idx" ON "role_held"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "role_held_person_id_unit_id_role_starts_on_key" ON "role_held"("person_id", "unit_id", "role", "starts_on");

-- AddForeignKey
ALTER TABLE "role_held" ADD CONSTRAINT "role_held_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_held" ADD CONSTRAINT "role_held_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_held" ADD CONSTRAINT "role_held_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "role_held"
  ADD CONSTRAINT "role_held_dates" CHECK ("ends_on" IS NULL OR "ends_on" >= "starts_on"),
  ADD CONSTRAINT "role_held_once_a_day" EXCLUDE USING gist
    ("person_id" WITH =, "unit_id" WITH =, "role" WITH =, daterange("starts_on", "ends_on", '[]') WITH &&);

-- Whoever's roles never changed has held them wherever they belonged. Of the others the audit knows what they were
-- until the day before each change; of several on one day the last one counts.
INSERT INTO "role_held" ("id", "workspace_id", "person_id", "unit_id", "role", "starts_on", "ends_on")
WITH changed AS (
  SELECT DISTINCT ON (e.record_id, day.of) e.record_id, day.of AS day, e.before -> 'roles' AS before
  FROM "audit_entry" e
  CROSS JOIN LATERAL (
    SELECT (e.at AT TIME ZONE coalesce(
      (SELECT c.time_zone FROM "campaign" c WHERE c.workspace_id = e.workspace_id ORDER BY c.created_at DESC LIMIT 1),
      'UTC'))::date AS of) day
  WHERE e.record = 'person' AND jsonb_typeof(e.before -> 'roles') = 'array' AND jsonb_typeof(e.after -> 'roles') = 'array'
  ORDER BY e.record_id, day.of, e.id),
term AS (
  SELECT c.record_id::uuid AS person_id, ARRAY(SELECT jsonb_array_elements_text(c.before)) AS roles,
    lag(c.day) OVER (PARTITION BY c.record_id ORDER BY c.day) AS first, c.day - 1 AS last
  FROM changed c
  UNION ALL
  SELECT p.id, p.roles, (SELECT max(c.day) FROM changed c WHERE c.record_id = p.id::text), NULL FROM "person" p)
SELECT gen_random_uuid(), m.workspace_id, m.person_id, m.unit_id, held.role,
  greatest(m.starts_on, t.first), least(m.ends_on, t.last)
FROM term t JOIN "membership" m ON m.person_id = t.person_id
  AND daterange(m.starts_on, m.ends_on, '[]') && daterange(t.first, t.last, '[]')
CROSS JOIN LATERAL (SELECT DISTINCT unnest(t.roles) AS role) held;

-- Every bot process hears of it when the organisation has changed, whoever changed it: what it remembers is out of date.
CREATE FUNCTION "organisation_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('studyhall_organisation', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "campaign_changed" AFTER INSERT OR UPDATE OR DELETE ON "campaign"
  FOR EACH STATEMENT EXECUTE FUNCTION "organisation_changed"();
CREATE TRIGGER "unit_changed" AFTER INSERT OR UPDATE OR DELETE ON "unit"
  FOR EACH STATEMENT EXECUTE FUNCTION "organisation_changed"();
CREATE TRIGGER "person_changed" AFTER INSERT OR UPDATE OR DELETE ON "person"
  FOR EACH STATEMENT EXECUTE FUNCTION "organisation_changed"();
CREATE TRIGGER "membership_changed" AFTER INSERT OR UPDATE OR DELETE ON "membership"
  FOR EACH STATEMENT EXECUTE FUNCTION "organisation_changed"();
-- Not when Slack was merely asked once more: hundreds are, on an afternoon.
CREATE TRIGGER "slack_user_changed" AFTER UPDATE ON "slack_user"
  FOR EACH ROW WHEN (OLD."person_id" IS DISTINCT FROM NEW."person_id" OR OLD."is_admin" <> NEW."is_admin")
  EXECUTE FUNCTION "organisation_changed"();

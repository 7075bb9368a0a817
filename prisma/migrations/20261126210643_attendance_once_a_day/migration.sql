-- AlterTable
ALTER TABLE "attendance" ADD COLUMN     "date" DATE;

-- Who was recorded by one unit was not to be expected by another on the same day: that silence goes.
DELETE FROM "attendance" a USING "session" s
WHERE s.id = a.session_id AND a.status IS NULL AND EXISTS (
  SELECT 1 FROM "attendance" o JOIN "session" t ON t.id = o.session_id
  WHERE o.person_id = a.person_id AND t.date = s.date AND o.session_id <> a.session_id AND o.status IS NOT NULL);

-- Where two units recorded somebody on one day, both records stay as they are: one of them is left without a date, so
-- that the index below holds for all that comes without judging what was.
UPDATE "attendance" a SET "date" = first.date
FROM (
  SELECT DISTINCT ON (l.person_id, s.date) l.session_id, l.person_id, s.date
  FROM "attendance" l JOIN "session" s ON s.id = l.session_id
  ORDER BY l.person_id, s.date, l.status IS NULL, s.created_at, s.id) first
WHERE a.session_id = first.session_id AND a.person_id = first.person_id;

-- CreateIndex
CREATE UNIQUE INDEX "attendance_person_id_date_key" ON "attendance"("person_id", "date");

-- Whoever does not say the date, as a process of the version before, is held to it all the same.
CREATE FUNCTION "attendance_date"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT s.date INTO NEW."date" FROM "session" s WHERE s.id = NEW."session_id";
  RETURN NEW;
END $$;
CREATE TRIGGER "attendance_date" BEFORE INSERT ON "attendance"
  FOR EACH ROW WHEN (NEW."date" IS NULL) EXECUTE FUNCTION "attendance_date"();

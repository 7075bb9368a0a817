-- What is asked of many a table's dates, each said once. PostgreSQL puts their bodies in their place before it plans, so
-- that an index on "starts_on" serves as if they were written out.

-- From the first day to the last one, included; without a last day it lasts: memberships, roles held.
CREATE FUNCTION "belonged"("starts_on" DATE, "ends_on" DATE, "day" DATE) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN "starts_on" <= "day" AND ("ends_on" IS NULL OR "ends_on" >= "day");

-- The same of units, of which one without a first day has always been there.
CREATE FUNCTION "took_part"("starts_on" DATE, "ends_on" DATE, "day" DATE) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ("starts_on" IS NULL OR "starts_on" <= "day") AND ("ends_on" IS NULL OR "ends_on" >= "day");

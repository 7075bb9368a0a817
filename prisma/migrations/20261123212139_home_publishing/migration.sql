-- AlterTable
ALTER TABLE "home_tab" ADD COLUMN     "busy_until" TIMESTAMPTZ(3),
ADD COLUMN     "refreshed_at" TIMESTAMPTZ(3);

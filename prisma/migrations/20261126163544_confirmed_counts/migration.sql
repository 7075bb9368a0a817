-- AlterTable
ALTER TABLE "discussion" ADD COLUMN     "confirmed" BOOLEAN;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "confirmed" BOOLEAN;

-- AlterTable
ALTER TABLE "audit_entry" ADD COLUMN     "request_key" TEXT;

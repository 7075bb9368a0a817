import type { Role } from "../../org/scope.ts";

/** What offices write for the roles. */
export const roleWords: Record<string, Role> = {
  职工: "staff",
  教职工: "staff",
  联络员: "liaison",
  单位负责人: "unit_head",
  领导小组成员: "leading_group",
  讲师: "lecturer",
  检查组员: "inspector",
  检查组成员: "inspector",
  管理员: "administrator",
};

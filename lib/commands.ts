import {
  approveActivities,
  deleteActivity,
  logActivity,
  returnActivity,
  submitActivity,
} from "@/db/mutations/activities";
import { type Command, command } from "./command";
import { activityIdInput, approveActivitiesInput, logActivityInput, returnActivityInput } from "./domain/activity";

/** Every write of the product, one line each; served by POST /api/v1/commands/<noun.verb>. */
export const commands: Record<string, Command> = {
  "activity.log": command(logActivityInput, logActivity),
  "activity.submit": command(activityIdInput, submitActivity),
  "activity.return": command(returnActivityInput, returnActivity),
  "activity.approve": command(approveActivitiesInput, approveActivities),
  "activity.delete": command(activityIdInput, deleteActivity),
};

import { importExpenses } from "@/db/mutations/expense-imports";
import { changeExpense, deleteExpense, recordExpense } from "@/db/mutations/expenses";
import { type Command, command } from "./command";
import { changeExpenseInput, deleteExpenseInput, importExpensesInput, recordExpenseInput } from "./domain/expense";

/** Every write of the product, one line each; served by POST /api/v1/commands/<noun.verb>. */
export const commands: Record<string, Command> = {
  "expense.record": command(recordExpenseInput, recordExpense),
  "expense.change": command(changeExpenseInput, changeExpense),
  "expense.delete": command(deleteExpenseInput, deleteExpense),
  "expense.import": command(importExpensesInput, importExpenses),
};

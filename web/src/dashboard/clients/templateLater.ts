import { later } from "../../later";
import type { TemplateFieldProps } from "./TemplateField";

/** Loaded when somebody is about to be invited. */
export const TemplateField = later<TemplateFieldProps>(() => import("./TemplateField"));

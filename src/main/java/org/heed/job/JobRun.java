package org.heed.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run that is to be made.
 *
 * @param job the job's name: its file's name without ending, or the kind's
 * @param parameters name to value, checked
 * @param key the scheduled time this run stands for, local date or instant; null: started by hand,
 *     always a new run
 */
public record JobRun(String job, Map<String, String> parameters, @Nullable String key) {}

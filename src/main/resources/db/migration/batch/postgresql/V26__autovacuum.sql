-- Each message and attempt changes several times in a night, and what is open is found by an index that
-- also leads to what was open before. The server's own settings clear away after a fifth of a table has
-- changed, which for years of messages is never within a night: here after a hundredth.
alter table message set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
alter table attempt set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
-- Empty but for what is on its way, and changed with every text: cleared away at once, without pauses.
alter table intent set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0);

-- The newest leads of a desk are read off an index, as its newest orders are.
-- squawk-ignore-file require-concurrent-index-creation
create index leads_newest on public.leads (desk_id, created_at desc);

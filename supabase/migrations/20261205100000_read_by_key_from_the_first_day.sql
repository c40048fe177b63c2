-- What a conversation calls for every message is planned once a session, often while the tables are as good as empty. A plan that
-- reads a table whole goes on doing so, slower with every chat, until statistics are gathered: a first day with a thousand new chats
-- at once cost three times as much. These calls look up a few rows by their keys, whatever the sizes, and are planned for that.
-- Before PostgreSQL 18 what is switched off counts as very dear where there is no other way, which alone would call for a compiler.

alter function public.accept_inbox_message set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off;
alter function public.claim_inbox_message set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off;
alter function public.commit_turn set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off;
alter function public.claim_outbox_messages set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off;
alter function public.settle_outbox_messages set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off;
alter function public.show_listing set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off;
alter function public.meet_customer_safe set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off;
alter function public.quick_order_safe set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off;

-- The demo desk of the first run. Only what the safe RPCs allow: the guards hold here too.
select public.open_desk_safe(slug => 'demo', name => 'Demo desk', owner_name => 'Demo owner', owner_language => 'en');

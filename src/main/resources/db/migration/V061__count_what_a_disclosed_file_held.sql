ALTER TABLE personal_data_disclosure
    ADD COLUMN items bigint CONSTRAINT personal_data_disclosure_items_of_a_file_ck CHECK
               (items IS NULL OR (items >= 0 AND wave_id IS NOT NULL));

COMMENT ON TABLE personal_data_disclosure IS
    'To whom console and API have shown personal data, and of whom. Written before it is shown. Refers to processes and waves by their numbers only: the record outlives them.';
COMMENT ON COLUMN personal_data_disclosure.items IS
    'How many payloads, or errors, the file had; null while it is on its way, for ever when it broke off, and for what was handed out before this was counted.';

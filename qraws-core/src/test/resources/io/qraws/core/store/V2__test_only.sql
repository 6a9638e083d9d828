ALTER TABLE qraws_seen ADD COLUMN test_only INTEGER DEFAULT 7;
CREATE TABLE qraws_test_only (
  content ${bytes}
);

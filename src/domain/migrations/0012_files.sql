-- Which rows name a file: what none names is removed after its time (purge.h).
CREATE INDEX scan_by_digest ON scan (digest);
CREATE INDEX scan_held_by_digest ON scan_held (digest);
CREATE INDEX material_by_digest ON case_material (digest);
CREATE INDEX proxy_by_letter ON case_proxy (letter);
CREATE INDEX piece_by_file ON link_piece (stored);
CREATE INDEX thumbnail_by_image ON thumbnail (image);
CREATE INDEX part_by_time ON link_part (made_at);

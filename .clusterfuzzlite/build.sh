#!/bin/bash -eu
exec "$SRC/packetproof/harness/oss-fuzz/build.sh"

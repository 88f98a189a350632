#!/bin/bash -eu
# Builds every fuzz target into $OUT, as OSS-Fuzz and ClusterFuzzLite call it. Reads CXX, CXXFLAGS,
# LIB_FUZZING_ENGINE, SRC, WORK and OUT. The sanitizer, $SANITIZER, is in CXXFLAGS already; nothing
# of ours is C, so that nothing is compiled with CC and CFLAGS.
#
# The distribution's C++ libraries are built against libstdc++, so the targets are, too: the flags
# stay as given but for -stdlib. libstdc++ and pugixml are linked statically; what else the targets
# need beyond libc travels in $OUT/lib.
cd "$SRC/packetproof"
export CXXFLAGS="${CXXFLAGS//-stdlib=libc++/-stdlib=libstdc++}"
export LIB_FUZZING_ENGINE
build=$WORK/packetproof
cmake -S "$SRC/packetproof" -B "$build" -G Ninja -DCMAKE_CXX_COMPILER="$CXX" \
  -DCMAKE_BUILD_TYPE=None -DBUILD_TESTING=OFF -DPACKETPROOF_WERROR=OFF -DPACKETPROOF_PCH=OFF \
  -DPACKETPROOF_STATIC_PUGIXML=ON \
  -DCMAKE_BUILD_WITH_INSTALL_RPATH=ON '-DCMAKE_INSTALL_RPATH=$ORIGIN/lib' \
  '-DCMAKE_EXE_LINKER_FLAGS=-static-libstdc++ -Wl,--disable-new-dtags,--as-needed'
cmake --build "$build" --target fuzz_targets

mkdir -p "$OUT/lib"
system='^(libc|libm|libdl|libpthread|librt|libresolv|libgcc_s)\.so|^ld-linux|^linux-vdso'
for program in "$build"/bin/fuzz_*; do
  target=${program##*/}
  name=${target#fuzz_}
  cp "$program" "$OUT/$target"
  ldd "$program" | while read -r library arrow path _; do
    if [ "$arrow" = "=>" ] && ! [[ $library =~ $system ]]; then cp -L "$path" "$OUT/lib/$library"; fi
  done

  seeds=$WORK/seeds/$name
  rm -rf "$seeds"
  mkdir -p "$seeds"
  for kind in fuzz regressions; do
    for seed in "corpus/$kind/$name"/*; do
      if [ -f "$seed" ]; then cp "$seed" "$seeds/$kind-${seed##*/}"; fi
    done
  done
  rm -f "$OUT/${target}_seed_corpus.zip"
  (cd "$seeds" && cmake -E tar cf "$OUT/${target}_seed_corpus.zip" --format=zip -- *)
  dictionary=corpus/packetproof.dict
  if [ -f "corpus/$name.dict" ]; then dictionary=corpus/$name.dict; fi
  cp "$dictionary" "$OUT/$target.dict"
  cp harness/oss-fuzz/fuzz.options "$OUT/$target.options"
done

#!/bin/sh
# Build dist/imagefinder_VERSION_ARCH.deb: the program with its Python packages below /opt/imagefinder, the launcher,
# the icon and the AppStream data where the desktop looks for them. Needs dpkg-deb and a Python with pip.
#   packaging/build_deb.sh
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
command -v dpkg-deb >/dev/null || { echo "dpkg-deb is missing: this script runs on Debian and its relatives" >&2; exit 1; }

id=io.github.imagefinder.ImageFinder
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
arch=$(dpkg --print-architecture)
minor=$("$python" -c 'import sys; print(sys.version_info.minor)')
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

mkdir -p "$stage/DEBIAN" "$stage/opt/imagefinder" "$stage/usr/bin" "$stage/usr/share/doc/imagefinder"
"$python" -m pip install --quiet --disable-pip-version-check --no-compile --target "$stage/opt/imagefinder" ".[demo]"
rm -rf "$stage/opt/imagefinder/bin"

cat >"$stage/usr/bin/imagefinder" <<LAUNCHER
#!/bin/sh
# The packages beside the program come first; the user's own are left out, they may not fit.
PYTHONPATH=/opt/imagefinder PYTHONNOUSERSITE=1 exec /usr/bin/python3.$minor -m imagefinder "\$@"
LAUNCHER
chmod 755 "$stage/usr/bin/imagefinder"

install -Dm644 packaging/linux/$id.desktop "$stage/usr/share/applications/$id.desktop"
install -Dm644 packaging/linux/$id.metainfo.xml "$stage/usr/share/metainfo/$id.metainfo.xml"
install -Dm644 resources/icons/imagefinder.svg "$stage/usr/share/icons/hicolor/scalable/apps/$id.svg"
install -Dm644 LICENSE "$stage/usr/share/doc/imagefinder/copyright"

size=$(du -sk "$stage" | cut -f1)
cat >"$stage/DEBIAN/control" <<CONTROL
Package: imagefinder
Version: $version
Architecture: $arch
Maintainer: The ImageFinder authors <imagefinder@users.noreply.github.com>
Section: graphics
Priority: optional
Installed-Size: $size
Depends: python3.$minor, libegl1, libgl1, libxkbcommon0, libdbus-1-3, libfontconfig1, libglib2.0-0 | libglib2.0-0t64,
 libxcb-cursor0, libxkbcommon-x11-0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxcb-image0,
 libxcb-render-util0, libxcb-randr0, libxcb-xkb1, libxcb-xinerama0
Recommends: gcc, libc6-dev, fonts-dejavu-core, ocl-icd-libopencl1
Description: finds pictures by picture in your own photo folders
 Looks for copies of a picture, however they were cropped, mirrored, recoloured
 or recompressed; for photos that share an object with it, outlined in both;
 and for the photos that a composite was made of. Everything happens on this
 computer, and nothing is written among the photos.
CONTROL
mkdir -p dist
dpkg-deb --root-owner-group -Zzstd --build "$stage" "dist/imagefinder_${version}_${arch}.deb"

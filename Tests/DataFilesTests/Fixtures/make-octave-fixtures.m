% Writes MATLAB files with Octave: octave-cli make-octave-fixtures.m. Made with Octave 7.3.0; the files are committed.
% The same numbers stand in the tests, and in make-archive-fixtures.py.
folder = fullfile(fileparts(mfilename("fullpath")), "archives");
rho = [0.5, 0.25 - 0.125i; 0.25 + 0.125i, 0.5];
cube = permute(reshape(0:23, 4, 3, 2), [3 2 1]);
single_rho = single(rho);
counts = int32([1 -2 300]);
flags = [true false];
one = 3.5;
empty = zeros(0, 3);
large = uint64(2)^63;
% What Octave holds in other ways than MATLAB: a range, and matrices that are diagonal or permute.
range = 1:5;
diagonal = 2 * eye(2);
permutation = eye(3)([2 3 1], :);
word = "abc";
cells = {"a", 1};
structure = struct("a", 1);
sparse_one = sparse(eye(2));
numbers = {"rho", "cube", "single_rho", "counts", "flags", "one", "empty", "large", "range", "diagonal", "permutation"};
others = {"word", "cells", "structure", "sparse_one"};
save("-v7", fullfile(folder, "octave-7.mat"), numbers{:}, others{:});
save("-v6", fullfile(folder, "octave-6.mat"), numbers{:}, others{:});
% Octave's own form, when nothing is said.
save(fullfile(folder, "octave-default.mat"), "rho");
save("-hdf5", fullfile(folder, "octave-hdf5.mat"), "one");
save("-v4", fullfile(folder, "octave-4.mat"), "one");

% Reads our files with Octave, and writes them again; `.ci/interop` runs it in the folder of the files.
rho = dlmread("rho.csv", ",");
assert(size(rho) == [6 6] && abs(trace(rho) - 1) < 1e-12 && norm(rho - rho') < 1e-12);
assert(max(abs(imag(rho)(:))) > 1e-3, "the imaginary parts are there");
disp("   Octave reads rho.csv");
save("-v7", "octave.mat", "rho");
save("-v6", "octave-6.mat", "rho");
% "a+bi" in columns, as Octave users print it.
file = fopen("octave.txt", "w");
for row = 1:6
  fprintf(file, "%s\n", strjoin(arrayfun(@(z) sprintf("%.17g%+.17gi", real(z), imag(z)), rho(row, :), "UniformOutput", false), " "));
end
fclose(file);

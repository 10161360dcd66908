# Draws accuracy-skeleton-to-depth-frames.svg from accuracy-skeleton-to-depth-frames.csv, accuracy-skeleton-to-depth-frames-persons.csv.
# Type: gnuplot accuracy-skeleton-to-depth-frames.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,328 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'accuracy_skeleton_to_depth_frames' background 'white'
set output 'accuracy-skeleton-to-depth-frames.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, unpaired-classes (candidates=unpaired draws=12):' at screen 0.02381,0.97022 left font ',7.5' textcolor rgb '#222222' front
set label 'skeleton → depth' at screen 0.02381,0.93369 left font ',7.5' textcolor rgb '#222222' front
set label 'Encoders: skeleton: limb-kinematics > frames; depth: depth-series > frames.' at screen 0.02381,0.90081 left font ',6' textcolor rgb '#555555' front
set label 'wccn' at screen 0.02381,0.87158 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 1718 test samples, 12 splits. Lines: 95 % over subjects and splits. Small' at screen 0.02381,0.84235 left font ',6' textcolor rgb '#555555' front
set label 'rings: persons.' at screen 0.02381,0.81312 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.7757 to screen 0.08333,0.7757 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 11.2 %' at screen 0.10119,0.7757 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.7416 to screen 0.08333,0.7416 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set label 'not aligned: none, 53.6 %' at screen 0.10119,0.7416 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.7075 to screen 0.08333,0.7075 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 92.5 %' at screen 0.10119,0.7075 left font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.28404,0.62601 right font ',7' textcolor rgb '#777777' front
set label 'target-supervised' at screen 0.28404,0.58918 right font ',7' textcolor rgb '#777777' front
set label 'cca' at screen 0.28404,0.55236 right font ',7' textcolor rgb '#222222' front
set label 'gcca' at screen 0.28404,0.51554 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca' at screen 0.28404,0.47871 right font ',7' textcolor rgb '#222222' front
set label 'ridge-map' at screen 0.28404,0.44189 right font ',7' textcolor rgb '#222222' front
set label 'reduced-rank-ridge' at screen 0.28404,0.40506 right font ',7' textcolor rgb '#222222' front
set label 'procrustes' at screen 0.28404,0.36824 right font ',7' textcolor rgb '#222222' front
set label 'pls-svd' at screen 0.28404,0.33142 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=200' at screen 0.28404,0.29459 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=60' at screen 0.28404,0.25777 right font ',7' textcolor rgb '#222222' front
set label 'none' at screen 0.28404,0.22094 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.28404,0.18412 right font ',7' textcolor rgb '#777777' front
set label 'chance' at screen 0.28404,0.1473 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.28404,0.11047 right font ',7' textcolor rgb '#222222' front
set label 'rank (95 %)' at screen 0.9,0.66283 right font ',6' textcolor rgb '#777777' front
set label 'ties' at screen 0.91667,0.66283 left font ',6' textcolor rgb '#777777' front
set label '1 (1–5)' at screen 0.9,0.55236 right font ',6' textcolor rgb '#222222' front
set label '2 (1–5)' at screen 0.9,0.51554 right font ',6' textcolor rgb '#222222' front
set label '3 (1–5)' at screen 0.9,0.47871 right font ',6' textcolor rgb '#222222' front
set label '4 (1–6)' at screen 0.9,0.44189 right font ',6' textcolor rgb '#222222' front
set label '5 (2–7)' at screen 0.9,0.40506 right font ',6' textcolor rgb '#222222' front
set label '6 (2–7)' at screen 0.9,0.36824 right font ',6' textcolor rgb '#222222' front
set label '7 (3–8)' at screen 0.9,0.33142 right font ',6' textcolor rgb '#222222' front
set label '8 (7–8)' at screen 0.9,0.29459 right font ',6' textcolor rgb '#222222' front
set label '9 (9–9)' at screen 0.9,0.25777 right font ',6' textcolor rgb '#222222' front
set label '10 (10–10)' at screen 0.9,0.22094 right font ',6' textcolor rgb '#222222' front
set label '11 (11–11)' at screen 0.9,0.11047 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.92619,0.55236 to screen 0.92619,0.29459 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.92619,0.55236 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.51554 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.47871 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.44189 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.40506 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.36824 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.33142 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.29459 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.94762,0.25777 to screen 0.94762,0.22094 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.94762,0.25777 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.94762,0.22094 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.96905,0.11047 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.39977,0.09206 to screen 0.39977,0.64442 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set arrow from screen 0.69766,0.09206 to screen 0.69766,0.64442 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set lmargin at screen 0.29595
set rmargin at screen 0.75505
set bmargin at screen 0.09206
set tmargin at screen 0.64442
set xrange [40:100]
set xtics 40,10,100 nomirror offset 0,0.4
set yrange [15.5:0.5]
set grid xtics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'accuracy on the target (%)' at screen 0.5255,0.02301 center font ',7' textcolor rgb '#222222' front
set label '← 11.2 % [11.1, 11.3]' at screen 0.30785,0.18412 left font ',6' textcolor rgb '#22282c' boxed front
set label '← 11.1 %' at screen 0.30785,0.1473 left font ',6' textcolor rgb '#22282c' boxed front
set label '← 0.0 % [0.0, 0.6]' at screen 0.30785,0.11047 left font ',6' textcolor rgb '#2099ca' boxed front
plot 'accuracy-skeleton-to-depth-frames-persons.csv' using (100*column('accuracy')):(column('y')) with points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999', \
  'accuracy-skeleton-to-depth-frames.csv' using (100*column('accuracyLow')):(column('y')):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 1.6 lc rgb variable, \
  'accuracy-skeleton-to-depth-frames.csv' using (100*column('accuracy')):(column('y')):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread

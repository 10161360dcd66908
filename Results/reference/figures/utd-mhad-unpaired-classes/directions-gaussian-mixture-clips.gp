# Draws directions-gaussian-mixture-clips.svg from directions-gaussian-mixture-clips.csv.
# Type: gnuplot directions-gaussian-mixture-clips.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,241 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'directions_gaussian_mixture_clips' background 'white'
set output 'directions-gaussian-mixture-clips.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, unpaired-classes (candidates=unpaired draws=12)' at screen 0.02381,0.95947 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.9147 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 1718 test samples, 12 splits a direction. The best-ranked row of each' at screen 0.02381,0.87491 left font ',6' textcolor rgb '#555555' front
set label 'board, chosen on the same test samples: read it as an upper end.' at screen 0.02381,0.83512 left font ',6' textcolor rgb '#555555' front
set label 'In brackets: the 95 % interval of the accuracy on this scale, the bounds as given.' at screen 0.02381,0.79533 left font ',6' textcolor rgb '#555555' front
set label 'inertial' at screen 0.18091,0.66578 right font ',7' textcolor rgb '#222222' front
set label 'skeleton' at screen 0.18091,0.49346 right font ',7' textcolor rgb '#222222' front
set label 'depth' at screen 0.18091,0.32114 right font ',7' textcolor rgb '#222222' front
set label 'skeleton' at screen 0.32338,0.20365 center font ',7' textcolor rgb '#222222' front
set label 'depth' at screen 0.5845,0.20365 center font ',7' textcolor rgb '#222222' front
set label 'inertial' at screen 0.84563,0.20365 center font ',7' textcolor rgb '#222222' front
set label 'source (labelled)' at screen 0.02976,0.49346 center rotate by 90 font ',7' textcolor rgb '#222222' front
set label 'target (no label)' at screen 0.5845,0.14882 center font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.19281
set rmargin at screen 0.97619
set bmargin at screen 0.23498
set tmargin at screen 0.75194
set xrange [0.5:3.5]
set yrange [3.5:0.5]
set palette defined (0 '#f7fbff', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
set cbrange [0:1]
set label 'transfer ratio' at screen 0.02381,0.03916 left font ',6' textcolor rgb '#222222' front
set label '0: floor' at screen 0.26609,0.03916 right font ',6' textcolor rgb '#222222' front
set label '1.00: target-supervised' at screen 0.64704,0.03916 left font ',6' textcolor rgb '#222222' front
set colorbox horizontal user origin 0.27799,0.0235 size 0.35714,0.03133 noborder
unset cbtics
set label 'ridge-cca' at screen 0.32338,0.61565 center font ',6' textcolor rgb '#222222' front
set label 'perfect' at screen 0.5845,0.61565 center font ',6' textcolor rgb '#222222' front
set label 'perfect' at screen 0.84563,0.44333 center font ',6' textcolor rgb '#222222' front
set label 'perfect' at screen 0.5845,0.44333 center font ',6' textcolor rgb '#ffffff' front
set label 'perfect' at screen 0.84563,0.27101 center font ',6' textcolor rgb '#222222' front
set label 'ridge-cca' at screen 0.32338,0.27101 center font ',6' textcolor rgb '#ffffff' front
plot 'directions-gaussian-mixture-clips.csv' using (column('column')):(column('row')):(column('column')-0.47):(column('column')+0.47):(column('row')-0.47):(column('row')+0.47):(column('transferRatio')) with boxxyerror fs solid 1 noborder lc palette z, \
  'directions-gaussian-mixture-clips.csv' using (column('column')):(column('row')+-0.27):(sprintf('%.2f', column('transferRatio'))):(column('transferRatio') > 0.55 ? 0xffffff : 0x222222) with labels font ',7.5' tc rgb variable, \
  'directions-gaussian-mixture-clips.csv' using (column('column')):(column('row')+0.02):(column('ratioLow') == column('ratioLow') ? sprintf('[%.2f, %.2f]', column('ratioLow'), column('ratioHigh')) : ''):(column('transferRatio') > 0.55 ? 0xffffff : 0x222222) with labels font ',6' tc rgb variable
set output
if (turn < words(forms)) reread
